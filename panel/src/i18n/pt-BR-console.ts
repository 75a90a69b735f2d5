import { byFeature } from './by-feature.ts'

/** What the pages around the inbox say. */
export const texts = byFeature(
  import.meta.glob(['../*/texts/pt-BR.json', '!../{app,inbox,set-up,sign-in}/texts/pt-BR.json'], {
    eager: true,
    import: 'default',
  }),
)
