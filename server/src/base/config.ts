/**
 * Every setting of Recado, in one table: name, type, default, meaning. Settings are read through it and in no other way
 * (boundaries.test.ts looks); docs/configuration.md is generated from it (scripts/write-configuration.ts).
 */
import { resolve } from 'node:path'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import { MEDIA_SETTINGS } from './media-settings.ts'
import { OperatorError } from './operator-error.ts'
import type { PortRange } from './outbound/address-guard.ts'
import { type Setting, setting } from './setting.ts'
import {
  base64Keys,
  certificates,
  cidrs,
  hosts,
  httpUrl,
  listenAddress,
  matching,
  oneOf,
  originUrl,
  ports,
  postgresUrl,
  proxyUrl,
  smtpUrl,
  wholeNumber,
  yesOrNo,
} from './setting-values.ts'

export const SETTINGS = {
  port: setting({
    variable: 'PORT',
    type: 'port, 0 for any free one',
    default: '3100',
    meaning: 'Where the web panel, the API and the intake of WhatsApp listen.',
    read: wholeNumber(0, 65_535),
  }),
  host: setting({
    variable: 'HOST',
    type: 'address',
    default: '127.0.0.1',
    meaning: 'The address to listen on. `0.0.0.0` for every network of the machine, most often behind a reverse proxy.',
    read: listenAddress,
  }),
  publicUrl: setting({
    variable: 'PUBLIC_URL',
    type: 'URL',
    default: undefined,
    meaning:
      'The address under which people and Meta reach this server, without a path. Without it: `http://HOST:PORT`.',
    read: originUrl,
  }),
  dataDir: setting({
    variable: 'DATA_DIR',
    type: 'folder',
    default: './data',
    meaning: 'Where the embedded PostgreSQL, media files and the generated secret key are kept. Back it up.',
    read: text => resolve(text),
  }),
  ...MEDIA_SETTINGS,
  databaseUrl: setting({
    variable: 'DATABASE_URL',
    type: 'postgres:// URL',
    default: undefined,
    meaning:
      'A PostgreSQL 15 or newer of your own. Without it, Recado starts the PostgreSQL 18 that it brings, in DATA_DIR.',
    secret: true,
    read: postgresUrl,
  }),
  databaseConnections: setting({
    variable: 'DATABASE_CONNECTIONS',
    type: 'whole number',
    default: '16',
    meaning:
      'The most connections that the pool of one process opens to PostgreSQL; where it dispatches it has six more.',
    read: wholeNumber(4, 1_000),
  }),
  secretKeys: setting({
    variable: 'RECADO_SECRET_KEY',
    type: '32 bytes in base64',
    default: undefined,
    meaning:
      'Encrypts tokens and secrets in the database and signs sessions. Without it, a key is made once and kept in ' +
      'DATA_DIR/secret.key. To rotate, put the new key before the old one, with a comma. Make one: `openssl rand -base64 32`.',
    secret: true,
    read: base64Keys,
  }),
  logLevel: setting<LogLevel>({
    variable: 'LOG_LEVEL',
    type: LOG_LEVELS.join(', '),
    default: 'info',
    meaning: 'How much is logged, as JSON lines on stderr (short lines when stderr is a terminal).',
    read: oneOf(LOG_LEVELS),
  }),
  demo: setting({
    variable: 'DEMO',
    type: 'true or false',
    default: 'false',
    meaning:
      'Fills an empty database with a sample company, its logins and a stand-in for WhatsApp. `npm start` sets it to ' +
      '`true`; never on a server that others can reach.',
    read: yesOrNo,
  }),
  keepDemoData: setting({
    variable: 'KEEP_DEMO_DATA',
    type: 'true or false',
    default: 'false',
    meaning:
      'Starts without the demo on data that the demo has made: its company, customers and login stay. Without it, such a start ' +
      'is refused, because a server for real customers begins with data of its own.',
    read: yesOrNo,
  }),
  graphBaseUrl: setting({
    variable: 'WA_GRAPH_BASE_URL',
    type: 'URL',
    default: 'https://graph.facebook.com',
    meaning: "Meta's Graph API, or the emulator that stands in for it.",
    read: httpUrl,
  }),
  graphVersion: setting({
    variable: 'WA_GRAPH_VERSION',
    type: 'version',
    default: 'v25.0',
    meaning: 'The version of the Graph API that is used.',
    read: matching(/^v\d+\.\d+$/, 'like v25.0'),
  }),
  mediaHosts: setting({
    variable: 'WA_MEDIA_HOSTS',
    type: 'hosts, separated by commas',
    default: '',
    meaning:
      "Hosts besides Meta's usual ones and that of WA_GRAPH_BASE_URL from which files of customers may be fetched by https, " +
      'like `media.proxy.example,*.fbcdn.net`. They are given the access token. A file elsewhere waits, and the health of its ' +
      'channel says where.',
    read: hosts,
  }),
  allowedNetworks: setting({
    variable: 'ALLOW_PRIVATE_NETWORKS',
    type: 'CIDRs, separated by commas',
    default: '',
    meaning:
      'Private networks to which webhooks may be posted all the same, like `10.1.2.0/24,127.0.0.1/32`. Without it, ' +
      'Recado posts to public addresses only.',
    read: cidrs,
  }),
  allowHttp: setting({
    variable: 'ALLOW_HTTP_WEBHOOKS',
    type: 'true or false',
    default: 'true',
    meaning:
      'Whether webhooks may be posted to `http` addresses as well as to `https`. Unencrypted, their bodies and the ' +
      '`x-n8n-api-key` can be read on the way: `false` unless receivers are on your own networks.',
    read: yesOrNo,
  }),
  webhookPorts: setting<PortRange[] | null>({
    variable: 'WEBHOOK_PORTS',
    type: 'ports and ranges, separated by commas',
    default: '',
    meaning:
      'Exactly the ports that webhooks may be posted to, like `443,8000-8999`. Without it: 80, 443 and everything from ' +
      '1024 on that does not belong to a database, a broker or the like ([blocked-addresses.md](blocked-addresses.md)).',
    read: ports,
  }),
  webhookProxy: setting({
    variable: 'WEBHOOK_PROXY',
    type: 'URL',
    default: undefined,
    meaning:
      'An HTTP proxy through which webhooks, tests and alerts go out, like `http://user:password@proxy.example:3128`. It ' +
      'must allow CONNECT to the addresses and ports of receivers. Recado itself looks names up and checks the addresses.',
    secret: true,
    read: proxyUrl,
  }),
  webhookCa: setting({
    variable: 'WEBHOOK_CA_FILE',
    type: 'path',
    default: undefined,
    meaning:
      'A file of certificates in PEM, of your own authority, which receivers of webhooks may show beside those that the ' +
      'world trusts.',
    read: certificates,
  }),
  trustProxy: setting({
    variable: 'TRUST_PROXY',
    type: 'true, false, or CIDRs separated by commas',
    default: 'false',
    meaning:
      'Whose `x-forwarded-for` is believed, so that limits and logs see the address of the person and not of the proxy: ' +
      'the networks of your proxies. With `true` any client can claim any address and so evade the login limit: only behind ' +
      'a proxy that overwrites the header.',
    read: text => (text === 'true' || text === 'false' ? text === 'true' : cidrs(text)),
  }),
  requestsPerMinute: setting({
    variable: 'API_REQUESTS_PER_MINUTE',
    type: 'whole number',
    default: '3000',
    meaning: 'How many requests of one API key or one user each process serves per minute; above it, 429.',
    read: wholeNumber(1, 1_000_000),
  }),
  maxRetentionDays: setting({
    variable: 'MAX_RETENTION_DAYS',
    type: 'whole number',
    default: '90',
    meaning:
      'The most days that a company may have its events and attempts kept (`retentionDays`). Days are dropped when they ' +
      'are over for every company, so the one that keeps most decides how much disk all of them take. A company that ' +
      'keeps more already goes on until somebody changes it: what is dropped is gone.',
    read: wholeNumber(1, 3_650),
  }),
  operatorCompany: setting({
    variable: 'OPERATOR_COMPANY',
    type: 'id of a company',
    default: undefined,
    meaning:
      'The company whose administrators see the state of the whole server in the panel (disk, database, processes, what waits). ' +
      'Without it, those of the only company do, and nobody as soon as there are several.',
    read: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  }),
  logDelivered: setting<'all' | 'none'>({
    variable: 'LOG_DELIVERED',
    type: 'all, none',
    default: 'all',
    meaning:
      'Whether an attempt that delivered is logged. Every other attempt is logged in any case, and all of them are in ' +
      'the attempt log of the API. A line costs about 1 us: a hundredth of a core at 10,000 deliveries per second.',
    read: oneOf(['all', 'none']),
  }),
  metricsToken: setting({
    variable: 'METRICS_TOKEN',
    type: 'text of at least 16 characters',
    default: undefined,
    meaning:
      'A client that sends it (`Authorization: Bearer ...`) may read `/metrics`. Without it, only programs on this machine may; a ' +
      'reverse proxy on this machine looks like one unless it adds `x-forwarded-for`, so behind a proxy set a token.',
    secret: true,
    read: matching(/^[\x21-\x7e]{16,}$/, 'at least 16 letters, digits or signs, without spaces'),
  }),
  metricsPerEndpoint: setting({
    variable: 'METRICS_PER_ENDPOINT',
    type: 'true or false',
    default: 'false',
    meaning: 'Also counts attempts for each endpoint. A time series per endpoint and outcome: fine for hundreds.',
    read: yesOrNo,
  }),
  otlpEndpoint: setting({
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    type: 'URL',
    default: undefined,
    meaning:
      'An OpenTelemetry collector (OTLP over HTTP, like `http://127.0.0.1:4318`). With it, every attempt is a span, and ' +
      'receivers get a `traceparent` header. `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER` and ' +
      '`OTEL_RESOURCE_ATTRIBUTES` are read by the OpenTelemetry library.',
    read: httpUrl,
  }),
  otelServiceName: setting({
    variable: 'OTEL_SERVICE_NAME',
    type: 'text',
    default: 'recado',
    meaning: 'The name of this program in traces.',
    read: text => text,
  }),
  smtpUrl: setting({
    variable: 'SMTP_URL',
    type: 'smtp:// or smtps:// URL',
    default: undefined,
    meaning:
      'The mail server for alerts, like `smtps://user:password@mail.example.com`. Without it, no mail is sent. A user ' +
      'name or password is percent-encoded.',
    secret: true,
    read: smtpUrl,
  }),
  mailFrom: setting({
    variable: 'MAIL_FROM',
    type: 'e-mail address',
    default: 'Recado <recado@localhost>',
    meaning: 'The sender of e-mails. Most mail servers accept only one of their own addresses.',
    read: matching(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'an address like Recado <recado@example.com>'),
  }),
  shutdownSeconds: setting({
    variable: 'SHUTDOWN_SECONDS',
    type: 'whole number',
    default: '20',
    meaning: 'How long requests and deliveries under way may take to end when Recado is stopped.',
    read: wholeNumber(1, 600),
  }),
}

type Table = typeof SETTINGS
type Optional =
  | 'publicUrl' | 's3Bucket' | 's3Endpoint' | 's3AccessKeyId' | 's3SecretAccessKey' | 'databaseUrl' | 'secretKeys' | 'metricsToken' | 'otlpEndpoint' | 'smtpUrl' | 'webhookProxy' | 'webhookCa' | 'operatorCompany' // biome-ignore format: a list

export type Config = {
  readonly [Name in keyof Table]: ReturnType<Table[Name]['read']> | (Name extends Optional ? undefined : never)
}

export type Env = Record<string, string | undefined>

/** Reads every setting, and names every faulty one at once. An empty variable counts as not set. */
export function readConfig(env: Env): Config {
  const faults = unknownVariables(env)
  const config: Record<string, unknown> = {}
  for (const [name, row] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
    const text = env[row.variable]?.trim() || row.default
    try {
      config[name] = text === undefined ? undefined : row.read(text)
    } catch (error) {
      const shown = row.secret ? '(hidden)' : text
      faults.push(`${row.variable}=${shown} is not valid: it must be ${(error as Error).message}.`)
    }
  }
  if (faults.length > 0)
    throw new OperatorError(`${faults.join('\n')}\nEvery setting is explained in docs/configuration.md.`)
  return config as Config
}

export interface ShownSetting {
  variable: string
  /** Null when it is not set, and when it is a secret. */
  value: string | null
  source: 'set' | 'default' | 'none'
  isSecret: boolean
}

/** The settings in force, to be shown to people, without any secret. */
export function showSettings(env: Env): ShownSetting[] {
  return Object.values(SETTINGS).map((row: Setting<unknown>) => {
    const { variable, secret: isSecret = false } = row
    const given = env[variable]?.trim()
    if (given) return { variable, value: isSecret ? null : given, source: 'set', isSecret }
    return row.default
      ? { variable, value: row.default, source: 'default', isSecret }
      : { variable, value: null, source: 'none', isSecret }
  })
}

/** A mistyped name that can only be meant for Recado must not be ignored in silence. */
function unknownVariables(env: Env): string[] {
  const known = new Set(Object.values(SETTINGS).map(row => row.variable))
  const ours = Object.keys(env).filter(name => /^(RECADO|WA)_/.test(name) && !known.has(name))
  return ours.map(name => `${name} is not a setting of Recado. Correct its name or remove it.`)
}

/** The address with which links begin. */
export function publicUrlOf(config: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host
  return config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
