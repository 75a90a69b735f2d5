/**
 * The door of live: the one stream of all changes that a person who works in the panel may see. One watch per process reads what
 * changed (changes/) and loads it (desk/) once for all viewers; each viewer gets what they may see at that moment.
 *
 * What may be touched here: what is sent, and how. What may not be touched: that a viewer's position moves only past what they
 * were sent or may not see, because exact resuming depends on it (docs/decisions/0009-live-changes.md).
 */
export { liveStream } from './routes.ts'
