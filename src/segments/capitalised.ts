/** Its first letter as at the beginning of a sentence; Chinese stays as it is. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
