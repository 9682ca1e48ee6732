'use client';

import { chooseLanguage } from '../../languages/choice';
import { spokenLanguage, t } from '../../languages/current';
import { OFFERED, type OfferedCode } from '../../languages/languages';
import { Popover } from '../ui/popover';
import { Segmented } from '../ui/segmented';
import styles from './site.module.css';

const CODES = Object.keys(OFFERED) as OfferedCode[];

/** The languages, each by the name it has for itself. */
export function LanguageChoice() {
  const { language } = t().site;
  const spoken = CODES.find((code) => code === spokenLanguage()) ?? 'en';
  return (
    <Popover
      className={styles.language}
      title={language}
      label={`${language}: ${OFFERED[spoken].name}`}
      trigger={OFFERED[spoken].short}
    >
      {() => (
        <Segmented
          label={language}
          hideLabel
          value={spoken}
          options={CODES.map((code) => ({ value: code, label: OFFERED[code].name }))}
          onChange={chooseLanguage}
        />
      )}
    </Popover>
  );
}
