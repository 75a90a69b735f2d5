import { byFeature } from './by-feature.ts'

/** What the pages around the inbox say. */
export const texts = byFeature(
  import.meta.glob(['../*/texts/es.json', '!../{app,inbox,set-up,sign-in}/texts/es.json'], {
    eager: true,
    import: 'default',
  }),
)
