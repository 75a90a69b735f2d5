/** The store that the settings name. */
import { join } from 'node:path'
import type { Config } from '../base/config.ts'
import { OperatorError } from '../base/operator-error.ts'
import { folderStore } from './folder-store.ts'
import type { MediaStore } from './media-store.ts'
import { type S3Store, s3Store } from './s3-store.ts'
import { withOlder } from './two-stores.ts'

export type MediaConfig = Pick<
  Config,
  'dataDir' | 'mediaStore' | 's3Bucket' | 's3Endpoint' | 's3Region' | 's3Prefix' | 's3AccessKeyId' | 's3SecretAccessKey'
>

export interface MediaPlaces {
  /** Where new files are written. */
  current: MediaStore
  /** Where files may be that were written before the settings were changed; undefined when there is no other place. */
  older: MediaStore | undefined
  /** Both places as one. */
  s3: S3Store | undefined
}

export function mediaPlaces(config: MediaConfig): MediaPlaces {
  const folder = folderStore(join(config.dataDir, 'media'))
  const s3 = bucketOf(config)
  if (config.mediaStore === 'folder') return { current: folder, older: s3, s3 }
  if (s3 === undefined) throw new OperatorError('MEDIA_STORE=s3 needs MEDIA_S3_BUCKET. See docs/operating.md, Files.')
  return { current: s3, older: folder, s3 }
}

export function openMediaStore(config: MediaConfig): MediaStore {
  const { current, older } = mediaPlaces(config)
  return older === undefined ? current : withOlder(current, older)
}

function bucketOf(config: MediaConfig): S3Store | undefined {
  const { s3Bucket: bucket, s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = config
  if (bucket === undefined) return undefined
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new OperatorError('MEDIA_S3_ACCESS_KEY_ID and MEDIA_S3_SECRET_ACCESS_KEY belong together: set both, or none.')
  const credentials =
    accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : undefined
  return s3Store({ bucket, endpoint: config.s3Endpoint, region: config.s3Region, prefix: config.s3Prefix, credentials })
}
