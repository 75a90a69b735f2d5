import manifest from '../package.json' with { type: 'json' }

/** Of this program: in `user-agent`, in /healthz and in openapi.json. */
export const VERSION = manifest.version
