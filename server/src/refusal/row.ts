/** A row of the table of refusals. */
export interface Row {
  status: number
  en: readonly [title: string, detail: string]
}

export const notFound = (thing: string): Row => ({
  status: 404,
  en: [
    `No such ${thing}`,
    `There is no ${thing} with this id in your company. Check the id; it may have been deleted.`,
  ],
})
