import { byFeature } from './by-feature.ts'

export const texts = byFeature(import.meta.glob('../*/texts/pt-BR.json', { eager: true, import: 'default' }))
