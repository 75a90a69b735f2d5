/** Where the files of messages are kept: in a folder, or at any service that speaks S3. */
import { setting } from './setting.ts'
import { httpUrl, matching, oneOf } from './setting-values.ts'

export const MEDIA_SETTINGS = {
  mediaStore: setting<'folder' | 's3'>({
    variable: 'MEDIA_STORE',
    type: 'folder, s3',
    default: 'folder',
    meaning:
      'Where new files of messages are kept: `folder` is DATA_DIR/media, `s3` a service that several machines share. Files are read ' +
      'from the other place as well, as long as it is configured; `recado media move` brings them over.',
    read: oneOf(['folder', 's3']),
  }),
  s3Bucket: setting({
    variable: 'MEDIA_S3_BUCKET',
    type: 'text',
    default: undefined,
    meaning: 'The bucket for files. Recado does not create it, and nobody but Recado needs to read it.',
    read: matching(
      /^[a-z0-9][a-z0-9._-]{1,62}$/,
      'the name of a bucket, 3 to 63 lower-case letters, digits, dots or hyphens',
    ),
  }),
  s3Endpoint: setting({
    variable: 'MEDIA_S3_ENDPOINT',
    type: 'URL',
    default: undefined,
    meaning: 'The address of the service, for those that are not Amazon S3 (MinIO, Cloudflare R2, Magalu Cloud, ...).',
    read: httpUrl,
  }),
  s3Region: setting({
    variable: 'MEDIA_S3_REGION',
    type: 'text',
    default: 'us-east-1',
    meaning: 'The region of the bucket. `auto` at Cloudflare R2; most services of your own accept any.',
    read: matching(/^[a-z0-9-]{1,40}$/, 'the name of a region like sa-east-1'),
  }),
  s3Prefix: setting({
    variable: 'MEDIA_S3_PREFIX',
    type: 'text',
    default: 'recado/',
    meaning: 'What the names of all objects begin with, so that a bucket can be shared with other programs.',
    read: matching(/^(?:[\w.-]+\/)+$/, 'letters, digits, dots, hyphens and slashes, with a slash at the end'),
  }),
  s3AccessKeyId: setting({
    variable: 'MEDIA_S3_ACCESS_KEY_ID',
    type: 'text',
    default: undefined,
    meaning:
      'The key to sign in with. It needs to read, write and delete objects of the bucket. Without it, the usual places of the AWS SDK ' +
      'are looked at (`AWS_ACCESS_KEY_ID`, the role of the machine).',
    read: text => text,
  }),
  s3SecretAccessKey: setting({
    variable: 'MEDIA_S3_SECRET_ACCESS_KEY',
    type: 'text',
    default: undefined,
    meaning: 'The secret that belongs to MEDIA_S3_ACCESS_KEY_ID.',
    secret: true,
    read: text => text,
  }),
}
