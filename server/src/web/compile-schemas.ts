/**
 * Schemas become code when their route is first called. There are more than a thousand: compiling all of them took a third
 * of what a start costs, and memory for routes that nobody calls. `describeApi` compiles them at once, so that a schema that
 * cannot be compiled fails `npm run check` and not a request.
 */
import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'

export type SchemaTiming = 'first-call' | 'at-once'

declare module 'fastify' {
  interface FastifyInstance {
    schemaTiming: SchemaTiming
  }
}

/** A validator compiler of Fastify that calls `compile` when the first value has to be checked. */
export const validatorCompiler =
  (compile: (route: { schema: unknown; httpPart?: string }) => ValidateFunction, timing: SchemaTiming) =>
  (route: Parameters<FastifySchemaCompiler<unknown>>[0]) => {
    if (timing === 'at-once') return compile(route)
    let compiled: ValidateFunction | undefined
    const validate = (value: unknown) => {
      compiled ??= compile(route)
      const isValid = compiled(value)
      // Fastify reads the errors off the function that it called.
      validate.errors = compiled.errors
      return isValid
    }
    validate.errors = undefined as ValidateFunction['errors']
    return validate as unknown as ValidateFunction
  }

/** Fastify's own serializer compiler, asked when the first response has to be written. */
export const serializerBuilder =
  (timing: SchemaTiming): SerializerFactory =>
  (externalSchemas, options) => {
    const compile = SerializerSelector()(externalSchemas, options)
    if (timing === 'at-once') return compile
    return route => {
      let compiled: ReturnType<typeof compile> | undefined
      return document => {
        compiled ??= compile(route)
        return compiled(document)
      }
    }
  }
