/**
 * The validator of these routes: n8n's body parameters arrive as text, so `"3"` is 3, `5511999990001` is "5511999990001"
 * and `"true"` is true. /api/v1 is strict instead.
 */
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { boundIntegers } from '../web/bounded-integers.ts'

const lenient = new Ajv({
  allErrors: true,
  strict: false,
  useDefaults: true,
  removeAdditional: false,
  coerceTypes: true,
})
formats.default(lenient)

export const compileLenient = ({ schema }: { schema: unknown }) => lenient.compile(boundIntegers(schema) as object)
