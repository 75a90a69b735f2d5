/** The place of a company: names of time zones and countries from the browser, in the panel's language. */
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../ui/field.tsx'

interface FieldProps {
  name: string
  value: string
  onChange: (event: ChangeEvent<HTMLSelectElement>) => void
  error: string | undefined
}

/** The present value is offered even when this browser's list does not have it. */
const withCurrent = (known: readonly string[], current: string) =>
  known.includes(current) ? known : [current, ...known]

export function TimeZoneField(props: FieldProps) {
  const { t, i18n } = useTranslation('settings')
  const now = new Date()
  const zones = withCurrent(Intl.supportedValuesOf('timeZone'), props.value)
  const time = (timeZone: string) =>
    now.toLocaleTimeString(i18n.language, { timeZone, hour: '2-digit', minute: '2-digit' })
  return (
    <SelectField label={t('company.timezone')} hint={t('company.timezoneHint', { time: time(props.value) })} {...props}>
      {zones.map(zone => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </SelectField>
  )
}

/** Countries that use WhatsApp, those around us first. */
const NEAR = ['BR', 'PT', 'AR', 'UY', 'PY', 'CL', 'BO', 'PE', 'CO', 'EC', 'VE', 'MX', 'US', 'ES']

export function CountryField(props: FieldProps) {
  const { t, i18n } = useTranslation('settings')
  const names = new Intl.DisplayNames([i18n.language], { type: 'region' })
  const all = COUNTRIES.toSorted((a, b) => (names.of(a) ?? a).localeCompare(names.of(b) ?? b))
  const listed = withCurrent([...NEAR, ...all.filter(code => !NEAR.includes(code))], props.value)
  return (
    <SelectField label={t('company.country')} hint={t('company.countryHint')} {...props}>
      {listed.map(code => (
        <option key={code} value={code}>
          {names.of(code) ?? code}
        </option>
      ))}
    </SelectField>
  )
}

/** ISO 3166-1 alpha-2. */
const COUNTRIES = (
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF ' +
  'CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF ' +
  'GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP ' +
  'KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
  'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI ' +
  'SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN ' +
  'VU WF WS YE YT ZA ZM ZW'
).split(' ')
