/**
 * The door of live: the one stream of all that a person who works in the panel sees change. One watch a process reads
 * what changed (changes/) and loads it (desk/) once, whoever watches; each viewer gets what they may see at that moment.
 *
 * What may be touched here: what is sent, and how. What may not: that a viewer's position moves only past what they were
 * sent or may not see, on which exact resuming rests (docs/decisions/0009-live-changes.md).
 */
export { liveStream } from './routes.ts'
