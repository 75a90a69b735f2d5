import { byFeature } from './by-feature.ts'

/** Texts of the pages around the inbox. */
export const texts = byFeature(
  import.meta.glob(['../*/texts/en.json', '!../{app,inbox,set-up,sign-in}/texts/en.json'], {
    eager: true,
    import: 'default',
  }),
)
