/** A name among Chinese words: a space parts its Latin letters and digits from them. */
export const amongHan = (name: string): string => afterHan(beforeHan(name))

/** The same at the end of Chinese words. */
export const afterHan = (name: string): string => (/^[\x21-\x7e]/.test(name) ? ` ${name}` : name)

/** The same at the start of them. */
export const beforeHan = (name: string): string => (/[\w%)]$/.test(name) ? `${name} ` : name)
