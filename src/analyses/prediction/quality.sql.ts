import { ident, join, sql, type Sql } from '../../sql/sql'

/** Normal quantile of 97.5 %. */
const Z = 1.959963984540054

export const MODELS = ['logistic', 'trees', 'mbg'] as const

/** One row per model and member of the test cut: the probability, and whether she bought. */
const tested = (fitted: Sql): Sql =>
  join(
    MODELS.map(
      (model) => sql`select ${model} as model, member_id, label, ${ident(model)} as p
from ${fitted} where kind = 'score' and cut = 'test'`,
    ),
    '\nunion all\n',
  )

/**
 * Of each model, on members and days it was not fitted to: auc, the chance that a buyer is ranked above one who did not
 * buy (equal ranks count half), with the standard error of Hanley and McNeil (1982); average precision, equal ranks
 * together, with the logit interval of Boyd, Eng and Page (2013); Brier's score; log loss; expected and actual buyers.
 */
export const qualityOf = (fitted: Sql): Sql => sql`with scores as (
${tested(fitted)}
),
known as (select * from scores where p is not null and not isnan(p)),
ranked as (
  select
    model, p, count(*) as n, sum(label) as buyers,
    sum(count(*)) over below as n_below,
    sum(sum(label)) over above as buyers_to_here, sum(count(*)) over above as n_to_here
  from known group by model, p
  window
    below as (partition by model order by p rows between unbounded preceding and 1 preceding),
    above as (partition by model order by p desc)
),
totals as (
  select
    model, sum(n) as members, sum(buyers) as buyers, sum(n) - sum(buyers) as others,
    -- Sum of the buyers' mean ranks.
    sum(buyers * (coalesce(n_below, 0) + (n + 1) / 2.0)) as ranks,
    sum(buyers * buyers_to_here / n_to_here) as precisions
  from ranked group by model
),
losses as (
  select
    model, avg((p - label) * (p - label)) as brier, sum(p) as expected,
    avg(-case when label = 1 then ln(greatest(p, 1e-12)) else ln(greatest(1 - p, 1e-12)) end) as log_loss
  from known group by model
),
areas as (
  select
    *, (ranks - buyers * (buyers + 1) / 2.0) / nullif(buyers * others, 0) as auc, precisions / nullif(buyers, 0) as precision
  from totals
),
spread as (
  select
    *,
    sqrt((auc * (1 - auc) + (buyers - 1) * (auc / (2 - auc) - auc * auc) + (others - 1) * (2 * auc * auc / (1 + auc) - auc * auc))
      / nullif(buyers * others, 0)) as error,
    ln(precision / nullif(1 - precision, 0)) as logit, 1 / sqrt(nullif(buyers * precision * (1 - precision), 0)) as logit_error
  from areas
)
select
  s.model, s.members::bigint as members, s.buyers::bigint as buyers, l.expected,
  s.auc, greatest(0, s.auc - ${Z} * s.error) as auc_low, least(1, s.auc + ${Z} * s.error) as auc_high,
  s.precision, 1 / (1 + exp(-(s.logit - ${Z} * s.logit_error))) as precision_low,
  1 / (1 + exp(-(s.logit + ${Z} * s.logit_error))) as precision_high,
  l.brier, l.log_loss
from spread as s join losses as l on l.model = s.model
order by case s.model when 'logistic' then 1 when 'trees' then 2 else 3 end`

/** Members of the test cut in tenths by their probability: how many were expected to buy, and how many did (Wilson). */
export const tenthsOf = (fitted: Sql): Sql => sql`with scores as (
${tested(fitted)}
),
placed as (
  select
    *, ((row_number() over (partition by model order by p desc, member_id) - 1) * 10 // count(*) over (partition by model))::integer + 1 as tenth
  from scores where p is not null and not isnan(p)
),
counted as (
  select model, tenth, count(*) as members, avg(p) as expected, avg(label) as share, sum(label) as buyers
  from placed group by model, tenth
)
select
  model, tenth, members, expected, share,
  (share + ${Z ** 2 / 2} / members - ${Z} * sqrt(share * (1 - share) / members + ${Z ** 2 / 4} / (members * members))) / (1 + ${Z ** 2} / members) as low,
  (share + ${Z ** 2 / 2} / members + ${Z} * sqrt(share * (1 - share) / members + ${Z ** 2 / 4} / (members * members))) / (1 + ${Z ** 2} / members) as high,
  share / nullif(sum(buyers) over (partition by model) / sum(members) over (partition by model), 0) as lift,
  sum(buyers) over (partition by model order by tenth) / nullif(sum(buyers) over (partition by model), 0) as gain
from counted order by model, tenth`

/** Members now, by each model: how many are expected to buy, and how many of these in the tenth ranked highest. */
export const totalsOf = (members: Sql): Sql => sql`select
  model, count(*) as members, sum(p) as expected, sum(p) filter (where place <= ceil(n / 10.0)) as top_expected
from (
  select
    model, p, row_number() over (partition by model order by p desc, member_id) as place, count(*) over (partition by model) as n
  from (${join(
    MODELS.map((model) => sql`select ${model} as model, member_id, ${ident(model)} as p from ${members}`),
    '\nunion all\n',
  )})
  where p is not null and not isnan(p)
)
group by model order by case model when 'logistic' then 1 when 'trees' then 2 else 3 end`
