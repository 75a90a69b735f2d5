/** What a setting of Recado is; the table of all of them is in config.ts. */
export interface Setting<T> {
  variable: string
  /** What a value looks like, for people. */
  type: string
  /** How the default would be written; undefined when there is none. */
  default: string | undefined
  meaning: string
  secret?: true
  /** Throws an Error that completes "HOST=... is not valid: it must be ". */
  read: (text: string) => T
}

export const setting = <T>(row: Setting<T>) => row
