/**
 * Something that the person who runs Recado must correct: a port that is taken, a wrong setting, a full disk.
 * `main.ts` prints its message and ends with status 1. It prints no stack trace: the message alone has to be enough.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
}
