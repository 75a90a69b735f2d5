/**
 * What is being written, per ticket: at once in this browser, so that a crash loses nothing, and a moment later on the server, so
 * that it follows its writer from computer to phone. A change that was made here and is not on the server yet wins over the
 * server's draft; otherwise the last one written wins, because only one person writes.
 */
import { api, bodyOf } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'
import { isRefused, Unreachable } from '../api/problem.ts'
import { queries } from '../app/queries.ts'
import { meQuery } from '../app/session.ts'

export type ServerDraft = components['schemas']['Draft']

export interface StoredFile {
  mediaId: number
  fileName: string
  mimeType: string
}

export interface Draft {
  text: string
  /** A note for colleagues stays in this browser, because on another device it could be taken for an answer to the customer. */
  isNote: boolean
  files: readonly StoredFile[]
  quotedMessageId: number | null
}

interface Kept extends Draft {
  /** Not on the server yet. */
  isNew: boolean
  /** The server's time of the known draft. */
  savedAt: string
}

export const NO_DRAFT: Draft = { text: '', isNote: false, files: [], quotedMessageId: null }
const PAUSE_MS = 700
const AGAIN_MS = 10_000
const PREFIX = 'recado.draft.'

const keyOf = (userId: number, ticketId: number) => `${PREFIX}${userId}.${ticketId}`
const timers = new Map<number, ReturnType<typeof setTimeout>>()
/** The last request of each ticket. They go one at a time, so that the last draft is also the last one on the server. */
const underWay = new Map<number, Promise<void>>()
const listeners = new Set<(ticketId: number, draft: Draft) => void>()
/** Below the frame somebody is always signed in. */
const writer = (): number | undefined => queries.getQueryData(meQuery.queryKey)?.user?.id

export const isEmptyDraft = ({ text, files }: Draft): boolean => text.trim() === '' && files.length === 0

/** Called when somebody is signed in: drafts that a crash or a lost network left here go to the server now. */
export function openDrafts(person: number): () => void {
  const flush = () => {
    const prefix = `${PREFIX}${person}.`
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix)) soon(Number(key.slice(prefix.length)), 0)
    }
  }
  const other = ({ key, newValue }: StorageEvent) => {
    const prefix = `${PREFIX}${person}.`
    if (key?.startsWith(prefix)) tell(Number(key.slice(prefix.length)), parsed(newValue) ?? NO_DRAFT)
  }
  flush()
  addEventListener('online', flush)
  addEventListener('storage', other)
  return () => {
    removeEventListener('online', flush)
    removeEventListener('storage', other)
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }
}

/** Called with what another device or tab wrote. */
export function onDraft(listener: (ticketId: number, draft: Draft) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const readDraft = (ticketId: number): Draft => kept(ticketId) ?? NO_DRAFT

export function writeDraft(ticketId: number, draft: Draft): void {
  const before = kept(ticketId)
  if (before === undefined ? isEmptyDraft(draft) : isSame(before, draft)) return
  if (isEmptyDraft(draft) && before?.savedAt === '' && !underWay.has(ticketId)) return forget(ticketId)
  keep(ticketId, { ...draft, isNew: true, savedAt: before?.savedAt ?? '' })
  // A sent or deleted draft is removed at once, because the list would show it otherwise.
  soon(ticketId, isEmptyDraft(draft) ? 0 : PAUSE_MS)
}

/** The server's present draft. */
export async function fetchDraft(ticketId: number): Promise<void> {
  const { draft } = await bodyOf(api.GET('/api/v1/tickets/{id}/draft', { params: { path: { id: ticketId } } }))
  takeDraft(ticketId, draft)
}

/** From the stream, or from a request. */
export function takeDraft(ticketId: number, server: ServerDraft | null): void {
  const before = kept(ticketId)
  if (before?.isNew) return
  if (server === null) {
    if (before === undefined) return
    forget(ticketId)
    return tell(ticketId, NO_DRAFT)
  }
  if (before !== undefined && before.savedAt >= server.updatedAt) return
  const draft = { ...NO_DRAFT, text: server.body, files: server.files, quotedMessageId: server.quotedMessageId }
  keep(ticketId, { ...draft, isNew: false, savedAt: server.updatedAt })
  if (before === undefined || !isSame(before, draft)) tell(ticketId, draft)
}

function tell(ticketId: number, draft: Draft): void {
  for (const listener of listeners) listener(ticketId, draft)
}

function soon(ticketId: number, afterMs: number): void {
  clearTimeout(timers.get(ticketId))
  timers.set(
    ticketId,
    setTimeout(() => {
      timers.delete(ticketId)
      const before = underWay.get(ticketId) ?? Promise.resolve()
      const request = before
        .then(() => push(ticketId))
        .finally(() => {
          if (underWay.get(ticketId) === request) underWay.delete(ticketId)
        })
      underWay.set(ticketId, request)
    }, afterMs),
  )
}

async function push(ticketId: number): Promise<void> {
  const draft = kept(ticketId)
  if (draft === undefined || !draft.isNew) return
  try {
    const savedAt = draft.isNote || isEmptyDraft(draft) ? await remove(ticketId) : await save(ticketId, draft)
    const now = kept(ticketId)
    if (now === undefined) return
    // The person went on writing meanwhile; that goes next.
    if (!isSame(now, draft)) return keep(ticketId, { ...now, savedAt })
    if (isEmptyDraft(draft)) forget(ticketId)
    else keep(ticketId, { ...now, isNew: draft.isNote, savedAt })
  } catch (error) {
    if (error instanceof Unreachable || isRefused(error, 429)) return soon(ticketId, AGAIN_MS)
    // The ticket is out of sight, or the person is signed out, so the draft stays in this browser.
    if (!isRefused(error)) throw error
  }
}

async function save(ticketId: number, { text, files, quotedMessageId }: Draft): Promise<string> {
  const body = { body: text, mediaIds: files.map(({ mediaId }) => mediaId), quotedMessageId }
  const { updatedAt } = await bodyOf(
    api.PUT('/api/v1/tickets/{id}/draft', { params: { path: { id: ticketId } }, body }),
  )
  return updatedAt
}

async function remove(ticketId: number): Promise<''> {
  await api.DELETE('/api/v1/tickets/{id}/draft', { params: { path: { id: ticketId } } })
  return ''
}

const isSame = (a: Draft, b: Draft) =>
  a.text === b.text &&
  a.isNote === b.isNote &&
  a.quotedMessageId === b.quotedMessageId &&
  a.files.map(({ mediaId }) => mediaId).join() === b.files.map(({ mediaId }) => mediaId).join()

function kept(ticketId: number): Kept | undefined {
  const userId = writer()
  return userId === undefined ? undefined : parsed(localStorage.getItem(keyOf(userId, ticketId)))
}

function parsed(json: string | null): Kept | undefined {
  if (json === null) return undefined
  try {
    const { text, isNote = false, files, quotedMessageId = null, isNew = true, savedAt = '' } = JSON.parse(json) as Kept
    if (typeof text !== 'string' || !Array.isArray(files)) return undefined
    return { text, isNote, files, quotedMessageId, isNew, savedAt }
  } catch {
    return undefined
  }
}

const keep = (ticketId: number, draft: Kept): void => {
  const userId = writer()
  if (userId !== undefined) localStorage.setItem(keyOf(userId, ticketId), JSON.stringify(draft))
}

const forget = (ticketId: number): void => {
  const userId = writer()
  if (userId !== undefined) localStorage.removeItem(keyOf(userId, ticketId))
}
