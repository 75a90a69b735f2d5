import { byFeature } from './by-feature.ts'

/** Texts of the pages around the inbox. */
export const texts = byFeature(
  import.meta.glob(['../*/texts/es.json', '!../{app,inbox,set-up,sign-in}/texts/es.json'], {
    eager: true,
    import: 'default',
  }),
)
