/** 1 member, 2 members; the count as it is written. */
export const counted = (count: string, of: string): string => `${count} ${of}${count === '1' ? '' : 's'}`
