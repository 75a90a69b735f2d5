/**
 * Something the person who runs Recado must put right: a port taken, a wrong setting, a full disk.
 * `main.ts` prints its message and ends with status 1. No stack trace: the message alone has to be enough.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
