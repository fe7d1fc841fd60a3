/** Groups below this are taken for small unless someone says otherwise. */
export const USUAL_K = 5

/** Whether a column of a table of groups counts members, orders or rows, by its name. */
export const isCountName = (name: string): boolean => COUNT.test(name.trim().toLowerCase())

const COUNT =
  /^(n|count|count_star\(\)|count\(.*\)|rows|members|orders|buyers|customers|人数|会员数|订单数|客户数|数量)$/

/** Counts something, and so little that the persons behind it could be known. */
export const isSmallCount = (count: number, k: number): boolean => count > 0 && count < k
