import { byFeature } from './by-feature.ts'

/** What the frame and the inbox say. */
export const texts = byFeature(
  import.meta.glob('../{app,inbox,set-up,sign-in}/texts/pt-BR.json', { eager: true, import: 'default' }),
)
