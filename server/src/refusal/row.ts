/** A row of the table of refusals, and its texts in other languages. */
export interface Row {
  status: number
  en: Text
}

export const notFound = (thing: string): Row => ({
  status: 404,
  en: [
    `No such ${thing}`,
    `There is no ${thing} with this id in your company. Check the id; it may have been deleted.`,
  ],
})

/** What a refusal says in one language. */
export type Text = readonly [title: string, detail: string]

/** A text for each row of a part of the table: the compiler refuses a language in which one is missing. */
export type Texts<Rows> = Record<keyof Rows, Text>

export const notFoundInPortuguese = (coisa: string): Text => [
  `${coisa} não existe`,
  'Não há registro com este id na sua empresa. Confira o id; ele pode ter sido excluído.',
]

export const notFoundInSpanish = (cosa: string): Text => [
  `${cosa} no existe`,
  'No hay ningún registro con este id en su empresa. Revise el id; puede haber sido eliminado.',
]
