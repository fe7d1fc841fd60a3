/** What says which table a file is: fetched once the door is drawn, for nobody needs it before there are files. */
export const fetchProposing = () => import('./proposing-parts')

export type Proposing = Awaited<ReturnType<typeof fetchProposing>>
