/** Records that analyses look at beside orders, and the column that says when. */
export const RECORD_TIMES = {
  reviews: 'reviewed_at',
  events: 'occurred_at',
  messages: 'sent_at',
  reco_log: 'shown_at',
  surveys: 'answered_at',
} as const
