/**
 * Links that open something for whoever has them. Their code is behind a `#`, which browsers send to no server, so no log and no
 * `Referer` has it. Only the SHA-256 of the code is stored.
 */
import { createHash, randomBytes } from 'node:crypto'

/** The panel's pages that read a code. */
export type LinkPage = 'invitation' | 'new-password' | 'confirm-email'

export const newCode = (): string => randomBytes(32).toString('base64url')

export const hashCode = (code: string): Buffer => createHash('sha256').update(code).digest()

export const linkTo = (publicUrl: string, page: LinkPage, code: string): string => `${publicUrl}/${page}#${code}`
