import { byFeature } from './by-feature.ts'

export const texts = byFeature(import.meta.glob('../*/texts/en.json', { eager: true, import: 'default' }))
