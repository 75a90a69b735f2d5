import { useTranslation } from 'react-i18next'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** 12.4 GB: in thousands, as disks are sold. */
export function useBytes(): (bytes: number) => string {
  const { language } = useTranslation().i18n
  return bytes => {
    const at = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
    const value = bytes / 1_000 ** at
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit: UNITS[at],
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value)
  }
}
