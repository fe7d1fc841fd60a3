/** What the engine of the page cannot run without fetching an extension, or reads differently in every zone. */
const FORBIDDEN = [
  { pattern: /\bcurrent_(date|time|timestamp)\b/i, name: 'current_date' },
  { pattern: /\b(now|today|get_current_timestamp)\s*\(\s*\)/i, name: 'now()' },
  { pattern: /\btimestamptz\b|\btimestamp\s+with\s+time\s+zone\b/i, name: 'TIMESTAMPTZ' },
  { pattern: /\bat\s+time\s+zone\b/i, name: 'AT TIME ZONE' },
  { pattern: /\bto_json\s*\(|::\s*json\b|\bread_(json|parquet)\w*\s*\(/i, name: 'JSON or Parquet' },
]

/** Looks into sql`…` templates and `new Sql(…)`. */
export const plainSql = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '{{name}} needs an extension that the engine would fetch: pass a literal, or cast.',
    },
  },
  create(context) {
    const check = (node, text) => {
      for (const { pattern, name } of FORBIDDEN) {
        if (pattern.test(text)) context.report({ node, messageId: 'forbidden', data: { name } })
      }
    }
    return {
      'TaggedTemplateExpression[tag.name="sql"] > TemplateLiteral > TemplateElement': (node) =>
        check(node, node.value.raw),
      'NewExpression[callee.name="Sql"] Literal': (node) => check(node, String(node.value)),
      'NewExpression[callee.name="Sql"] TemplateElement': (node) => check(node, node.value.raw),
    }
  },
}
