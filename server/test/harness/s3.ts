/** A real S3 service on this machine, with one bucket. */
import { tempFolder } from './temp-folder.ts'

/** What of s3rver is used; it brings no types. */
interface S3rver {
  run(): Promise<{ port: number }>
  close(): Promise<void>
}

export interface TestS3 extends AsyncDisposable {
  url: string
  bucket: string
  /** The settings that lead to it. */
  env: Record<string, string>
}

export async function startS3(): Promise<TestS3> {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(tempFolder())
  const bucket = 'files'
  const { default: S3rver } = (await import('s3rver' as string)) as {
    default: new (options: Record<string, unknown>) => S3rver
  }
  const options = { port: 0, address: '127.0.0.1', silent: true, directory: folder.path }
  const server = new S3rver({ ...options, configureBuckets: [{ name: bucket, configs: [] }] })
  const { port } = await server.run()
  stack.defer(() => server.close())
  const url = `http://127.0.0.1:${port}`
  const whole = stack.move()
  return {
    url,
    bucket,
    env: {
      MEDIA_STORE: 's3',
      MEDIA_S3_BUCKET: bucket,
      MEDIA_S3_ENDPOINT: url,
      // Its only key.
      MEDIA_S3_ACCESS_KEY_ID: 'S3RVER',
      MEDIA_S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}
