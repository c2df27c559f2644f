import { useTranslation } from 'react-i18next'

/** What a setting of a row is called: by its own word, or by the check and the part of the treatment that an interval is of. */
export function useSettingText(): (id: string) => string {
  const { t } = useTranslation('policies')
  const { t: prescribing } = useTranslation('prescribing')
  return id => {
    const [kind = '', check, day = ''] = id.slice(id.indexOf('.') + 1).split('/')
    if (check === undefined) return t(`setting.${kind}` as 'setting.limit')
    return t(`interval.${kind}` as 'interval.every', { check: prescribing(`checks.${check}` as 'checks.CBC'), day })
  }
}
