/**
 * The door of push: notices of the browser, sent through its vendor's push service when no tab shows the panel. The keys by which
 * push services know us (keys.ts), the subscription of each session (subscription.ts), what is sent and to whom
 * (run-push.ts), and how it is encrypted (encrypt.ts), so that the service in between can read nothing.
 *
 * What may be touched here: who is called (`calledBy`), and the words (texts.ts). No words of a customer are sent unless the
 * person who is called has chosen so.
 */
export { pushKeysMade, SEALED_OF_PUSH } from './keys.ts'
export { pushRoutes } from './routes.ts'
export { runPush } from './run-push.ts'
export { pushAgent, type SendDeps } from './send.ts'
