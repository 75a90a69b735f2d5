/** Writes src/api/generated/schema.ts, the API's types, out of openapi.json. With --check it only compares. */
import { readFileSync } from 'node:fs'
import openapiTypes, { astToString } from 'openapi-typescript'
import { writeOrCheck } from '../../scripts/write-or-check.ts'

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))
const types = astToString(await openapiTypes(document, { defaultNonNullable: false }))
const banner = '// Generated from openapi.json by panel/scripts/generate-api.ts. Do not edit.\n'
writeOrCheck('panel/src/api/generated/schema.ts', banner + types)
