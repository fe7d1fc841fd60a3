export { matchesFor, proposeAlone, proposeBy, proposeGroups } from '../ingest/propose'
export { patternOf, proposalFor, settleDates, translateMapping } from '../ingest/shapes'
export { PRESETS } from '../shop/presets/presets'
