/** What a setting of Recado is; the table of all of them is in config.ts. */
export interface Setting<T> {
  variable: string
  /** The form of a value, written for people. */
  type: string
  /** The default, written as the variable's text; undefined when there is none. */
  default: string | undefined
  meaning: string
  secret?: true
  /** Throws an Error that completes "HOST=... is not valid: it must be ". */
  read: (text: string) => T
}

export const setting = <T>(row: Setting<T>) => row
