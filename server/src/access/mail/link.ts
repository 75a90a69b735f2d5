/**
 * Links that open something for whoever has them. Their code stands behind a `#`, which browsers send to no server, so no
 * log and no `Referer` has it; of the code only the SHA-256 is kept.
 */
import { createHash, randomBytes } from 'node:crypto'

/** The panel's pages that read a code. */
export type LinkPage = 'invitation' | 'new-password' | 'confirm-email'

export const newCode = (): string => randomBytes(32).toString('base64url')

export const hashCode = (code: string): Buffer => createHash('sha256').update(code).digest()

export const linkTo = (publicUrl: string, page: LinkPage, code: string): string => `${publicUrl}/${page}#${code}`
