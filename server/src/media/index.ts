/**
 * The door of media: files that customers send and that we send. A file has its address before its bytes are here; they
 * are kept in a store (a folder, or a service that speaks S3), and a row of `media` says what they are. It knows nothing of
 * WhatsApp; channel/ fetches the files.
 *
 * What may be touched here: how a file is recognized (sniff.ts) and served (routes.ts). Whoever adds a store implements
 * `MediaStore` of media-store.ts.
 */

export { discardMedia } from './discard-media.ts'
export { eraseMedia } from './erase-media.ts'
export { folderStore } from './folder-store.ts'
export {
  addStoredMedia,
  claimMedia,
  claimOneMedia,
  eachStored,
  expectMedia,
  findMedia,
  type InboundMedia,
  type Media,
  markFailed,
  markStored,
  putOffMedia,
} from './media.ts'
export { type FileAddress, type MediaStore, NoFile, newMediaKey, StoreAway, TooLarge } from './media-store.ts'
export { type MediaTrouble, mediaTrouble } from './media-trouble.ts'
export { type MediaFacts, mediaJson, mediaUrl } from './media-url.ts'
export { countMissing, lookAtFile, newlyMissing } from './missing.ts'
export { type Moved, moveMedia } from './move-media.ts'
export { type MediaConfig, mediaPlaces, openMediaStore } from './open-store.ts'
export { readStored } from './read-stored.ts'
export { mediaFileRoutes, mediaUploadRoutes } from './routes.ts'
export { requireSendable, uploadTypeOf } from './sendable.ts'
export { kindOf, MAX_MEDIA_BYTES, type MediaKind, sniffType } from './sniff.ts'
