import { byFeature } from './by-feature.ts'

/** Texts of the frame and the inbox. */
export const texts = byFeature(
  import.meta.glob('../{app,inbox,set-up,sign-in}/texts/en.json', { eager: true, import: 'default' }),
)
