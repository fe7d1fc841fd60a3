import { factByName, labelInSentence } from '../../segments/facts/catalogue'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import type { FigureItem } from '../../ui/Figure.svelte'
import { inDictionary } from '../page'
import type { ClusterData } from './clusters-view'
import { words } from './words'

export interface Remark {
  level: 'info' | 'warning'
  text: Bilingual
  /** Features to go on with instead. */
  instead?: readonly string[]
}

/** Rousseeuw's readings of the mean silhouette. */
const [WEAK, REASONABLE] = [0.25, 0.5]
/** Clusters smaller than this share are remarked on, and from how many members mini-batches are proposed. */
const TINY = 0.01
const MANY = 500_000
/** Features that the context names; of more it says how many. */
const MOST_NAMED = 4

const labelOf = (name: string): Bilingual => factByName(name)?.label ?? { en: name, zh: name }
const listed = (names: readonly string[]): Bilingual => ({
  en: names.map((name) => labelInSentence(name).en).join(', '),
  zh: names.map((name) => labelOf(name).zh).join('、'),
})

/** Title, context and figures of the page. */
export function headline(data: ClusterData, names: ReadonlyMap<number, string>) {
  const { totals, model, features, aside } = data
  const groups = totals.filter(({ cluster }) => cluster !== null && cluster > 0)
  const count = (rows: typeof totals) => rows.reduce((sum, row) => sum + row.members, 0)
  const members = count(groups)
  /** With what belongs to no dense region. */
  const seen = count(totals.filter(({ cluster }) => cluster !== null))
  const money = totals.reduce((sum, row) => sum + row.spent, 0)
  const [largest] = [...groups].sort((a, b) => b.members - a.members)
  const [richest] = [...groups].sort((a, b) => b.spent - a.spent)
  const nameOf = (cluster: number | null | undefined) => names.get(cluster ?? -1) ?? ''
  const chosen = [...features.numeric, ...features.categories].map(({ name }) => name)
  const used =
    chosen.length > MOST_NAMED ? words.featuresCounted(formatNumber(chosen.length)) : listed(chosen)
  const finding =
    !largest || !richest
      ? words.titleNone
      : groups.length === 1
        ? data.fitted.method === 'hdbscan'
          ? words.titleOne(nameOf(largest.cluster), formatNumber(members))
          : words.titleAll(formatNumber(members))
        : !data.known.has('orders')
          ? words.titleMembers(
              String(groups.length),
              nameOf(largest.cluster),
              formatPercent(largest.members / members),
            )
          : largest === richest
            ? words.titleSame(
                String(groups.length),
                nameOf(largest.cluster),
                formatPercent(largest.members / members),
                formatPercent(money > 0 ? largest.spent / money : NaN),
              )
            : words.title(
                String(groups.length),
                nameOf(largest.cluster),
                formatPercent(largest.members / members),
                nameOf(richest.cluster),
                formatPercent(money > 0 ? richest.spent / money : NaN),
              )
  const title =
    largest && seen > members ? words.titleNoise(finding, formatPercent(1 - members / seen)) : finding
  const n = formatNumber(seen)
  const context = { en: words.context(used.en, n).en, zh: words.context(used.zh, n).zh }
  const silhouette = model.figures['silhouette']
  const bic = model.figures['bic']
  const noise = model.figures['noise']
  const figures: FigureItem[] = [
    {
      key: 'members',
      label: say(words.members),
      value: formatNumber(members),
      definition: say(words.membersAbout),
      more: inDictionary('clusters.members'),
    },
    ...(silhouette === undefined
      ? []
      : [
          {
            key: 'silhouette',
            label: say(words.silhouette),
            value: formatNumber(silhouette, 2),
            ...((model.figures['silhouette_error'] ?? 0) > 0 && {
              note: say(
                words.silhouetteSample(
                  formatNumber(model.figures['silhouette_rows']),
                  formatNumber(model.figures['silhouette_error'], 3),
                ),
              ),
            }),
            definition: say(words.silhouetteAbout),
            more: inDictionary('clusters.silhouette'),
          },
        ]),
    ...(bic === undefined
      ? []
      : [
          {
            key: 'bic',
            label: say(words.bic),
            value: formatNumber(bic, 1),
            note: say(words.bicParameters(formatNumber(model.figures['parameters']))),
            definition: say(words.bicAbout),
          },
        ]),
    ...(noise === undefined
      ? []
      : [
          {
            key: 'noise',
            label: say(words.noise),
            value: formatNumber(noise),
            note: say(words.noiseOf(formatPercent(noise / seen), n)),
            definition: say(words.noiseAbout),
          },
        ]),
    {
      key: 'aside',
      label: say(words.aside),
      value: formatNumber(aside['outlier'] ?? 0),
      definition: say(words.asideAbout),
    },
    {
      key: 'left',
      label: say(words.leftOut),
      value: formatNumber(aside['missing'] ?? 0),
      definition: say(words.leftOutAbout),
    },
  ]
  return { title, context, figures }
}

/** What a reader must know before she believes the clusters. */
export function remarksOn(data: ClusterData): Remark[] {
  const { model, features } = data
  const remarks: Remark[] = []
  const say = (level: Remark['level'], text: Bilingual) => remarks.push({ level, text })
  if (model.problem) say('warning', problemWords(model.problem))
  if (features.absent.length > 0) {
    const absent = listed(features.absent)
    say('warning', { en: words.absent(absent.en).en, zh: words.absent(absent.zh).zh })
  }
  const sparse = sparseFeatures(data)
  if (sparse) {
    const names = listed(sparse.names)
    const share = formatPercent(sparse.share)
    const instead = [...features.numeric, ...features.categories]
      .map(({ name }) => name)
      .filter((name) => !sparse.names.includes(name))
    remarks.push({
      level: 'warning',
      text: { en: words.sparse(names.en, share).en, zh: words.sparse(names.zh, share).zh },
      ...(instead.length > 0 && { instead }),
    })
  }
  if (model.problem) return remarks
  const figure = (name: string) => model.figures[name] ?? NaN
  const clusters = model.clusters.length
  if (clusters === 0) say('warning', words.allNoise)
  if (clusters === 1 && data.fitted.method !== 'hdbscan') say('info', words.onlyOne)
  if (data.fitted.method === 'kPrototypes' && features.categories.length === 0)
    say('info', words.noCategories)
  const silhouette = figure('silhouette')
  if (silhouette < WEAK) say('warning', words.noStructure(formatNumber(silhouette, 2)))
  else if (silhouette < REASONABLE) say('info', words.weak(formatNumber(silhouette, 2)))
  if (figure('converged') === 0 && data.fitted.method !== 'miniBatch') say('warning', words.notConverged)
  const clustered = figure('rows') - figure('left_out')
  const tiny = model.clusters.filter(({ size }) => size < TINY * clustered).length
  if (tiny > 0) say('warning', words.tiny(formatNumber(tiny)))
  const constant = model.scales.filter(({ isConstant }) => isConstant).map(({ name }) => name)
  if (constant.length > 0) {
    const names = listed(constant)
    say('warning', { en: words.constant(names.en).en, zh: words.constant(names.zh).zh })
  }
  if (figure('distinct') < clustered / 2)
    say('info', words.duplicates(formatNumber(clustered), formatNumber(figure('distinct'))))
  if (data.alike && model.components.length === 0) {
    const { pair, r, others } = data.alike
    const names = [labelOf(pair[0]), labelInSentence(pair[1])] as const
    const size = formatNumber(r, 2)
    say('info', {
      en: words.collinear(names[0].en, names[1].en, size, others).en,
      zh: words.collinear(names[0].zh, names[1].zh, size, others).zh,
    })
  }
  if (figure('sample_rows') < clustered) say('info', words.approximate(formatNumber(figure('sample_rows'))))
  if (clustered >= MANY && data.fitted.method === 'kMeans') say('info', words.large(formatNumber(clustered)))
  return remarks
}

/** Where most members are left out: the features that most of them have no value of. */
function sparseFeatures({ bounds, aside, totals }: ClusterData): { names: string[]; share: number } | null {
  const members = totals.reduce((sum, row) => sum + row.members, 0)
  const share = members > 0 ? (aside['missing'] ?? 0) / members : 0
  const names = bounds.filter(({ known, members: of }) => known < of / 2).map(({ feature }) => feature)
  return share > 0.5 && names.length > 0 ? { names, share } : null
}

function problemWords({ code, detail }: { code: string; detail: number }): Bilingual {
  const { problems } = words
  switch (code) {
    case 'noCompleteRows':
      return problems.noCompleteRows
    case 'noFeatures':
      return problems.noFeatures
    case 'tooFewRows':
      return numbered(problems.tooFewRows, detail)
    case 'fewerDistinctThanClusters':
      return numbered(problems.fewerDistinctThanClusters, detail)
    default:
      return problems.other
  }
}

const numbered = ({ en, zh }: Bilingual, detail: number): Bilingual => ({
  en: `${en} ${formatNumber(detail)}.`,
  zh: `${zh}${formatNumber(detail)}。`,
})
