/** `5511999990001` as a Brazilian reads it; other countries' numbers with their plus. */
export function phoneOf(number: string | null): string {
  if (number === null || number === '') return ''
  const brazilian = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(number)
  return brazilian === null ? `+${number}` : `+55 ${brazilian[1]} ${brazilian[2]}-${brazilian[3]}`
}
