import type { Bilingual } from '../../text/bilingual'

export type OccasionId = 'birthday' | 'joined' | 'first_order' | 'silent_1' | 'silent_2' | 'silent_3'

export interface Occasion {
  id: OccasionId
  label: Bilingual
}

/** Why a member may be due, with the days of silence of the three steps. */
export const occasionsOf = (steps: readonly [number, number, number]): readonly Occasion[] => [
  { id: 'birthday', label: { en: 'Birthday', zh: '生日' } },
  { id: 'joined', label: { en: 'Anniversary of joining', zh: '入会周年' } },
  { id: 'first_order', label: { en: 'Anniversary of the first order', zh: '首单周年' } },
  ...(['silent_1', 'silent_2', 'silent_3'] as const).map((id, i) => ({
    id,
    label: { en: `Silent for ${steps[i] ?? 0} days`, zh: `沉默满 ${steps[i] ?? 0} 天` },
  })),
]
