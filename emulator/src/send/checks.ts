import { invalid, type Json, missing, tooLong } from '../graph/graph-error.ts'
import { isObject } from '../world/state.ts'

/** The parts of rules about messages: a value exists, has its type, and is within its limit. */
export const MAX_BODY = 1024

export function text(node: Json, key: string, path: string, limit: number): string {
  const value = node[key]
  if (value === undefined || value === null || value === '') throw missing(path)
  if (typeof value !== 'string') throw invalid(`${path} must be a string.`)
  if ([...value].length > limit) throw tooLong(path, limit)
  return value
}

export function optionalText(node: Json, key: string, path: string, limit: number): void {
  const value = node[key]
  if (value !== undefined && value !== null && value !== '') text(node, key, path, limit)
}

export function object(node: Json, key: string, path: string): Json {
  const value = node[key]
  if (!isObject(value)) throw missing(path)
  return value
}

export function list(node: Json, key: string, path: string, limit: number): Json[] {
  const value = node[key]
  if (!Array.isArray(value) || value.length === 0) throw missing(path)
  if (value.length > limit) throw invalid(`${path} may have at most ${limit} entries.`)
  if (!value.every(isObject)) throw invalid(`${path} must hold objects.`)
  return value
}

export function distinct(values: string[], what: string): void {
  if (new Set(values).size < values.length) throw invalid(`${what} must differ.`)
}
