/** Colours of the categorical tokens in turn; where there are more kinds than colours, labels tell them apart. */
export const clusterColour = (index: number): string => `var(--cat-${String((index % 6) + 1)})`
