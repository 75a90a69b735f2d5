/** Files that are generated and committed, and what writes them; each script takes --check. */
export const GENERATORS: [file: string, script: string][] = [
  ['receiver/src/generated', 'receiver/scripts/generate-types.ts'],
  ['n8n/nodes/RecadoTrigger/generated', 'scripts/copy-receiver.ts'],
  ['server/schema.sql', 'scripts/dump-schema.ts'],
  ['openapi.json', 'scripts/openapi.ts'],
  ['panel/src/api/generated', 'panel/scripts/generate-api.ts'],
  ['docs/whazing-api.postman_collection.json', 'scripts/write-postman.ts'],
  ['docs/configuration.md', 'scripts/write-configuration.ts'],
  ['docs/blocked-addresses.md', 'scripts/write-blocked-addresses.ts'],
]
