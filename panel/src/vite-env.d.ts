/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Whether the API has the live stream; without it, lists are asked for every few seconds. */
  readonly HAS_STREAM: boolean
}
