import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CorrectionProfile } from '../../../../shared/domain/cases/correctionRules.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { navigate, useRoute } from '../../../state/route.ts';
import { useUndo } from '../../../state/undo.ts';
import { useWords } from '../../../text/useWords.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { ownCopy } from './ownCopy.ts';
import { ProfileForm } from './ProfileForm.tsx';
import { type ListedRule, RuleBench } from './RuleBench.tsx';
import { RuleTools } from './RuleTools.tsx';
import { RuleVersions } from './RuleVersions.tsx';
import { SaveRule } from './SaveRule.tsx';
import { useCaseRules } from './useCaseRules.ts';

interface ListedProfile extends ListedRule {
  rule: CorrectionProfile;
  isShipped: boolean;
  savedAt: number | null;
}

/** What provinces say of corrections: one is in use, and each may be written as it is here. */
export function ProfilePanel({ profiles, chosen }: { profiles: readonly ListedProfile[]; chosen: string }) {
  const { t } = useTranslation('caseRules');
  const { params } = useRoute();
  const shown = profiles.find(({ rule }) => rule.id === params.get('rule')) ?? inUse(profiles, chosen);
  return (
    <RuleBench
      label={t('part.profiles')}
      groups={[{ name: null, rules: profiles }]}
      shown={shown.rule.id}
      mark={({ rule }) => (rule.id === chosen ? t('profile.inUse') : null)}
      onShow={(rule) => navigate('cases', { rules: 'profiles', rule }, { replace: true })}
    >
      <OneProfile
        key={`${shown.rule.id} ${shown.savedAt}`}
        listed={shown}
        isChosen={shown.rule.id === chosen}
        chosen={chosen}
        taken={profiles.map(({ rule }) => rule.id)}
      />
    </RuleBench>
  );
}

function inUse(profiles: readonly ListedProfile[], chosen: string): ListedProfile {
  return profiles.find(({ rule }) => rule.id === chosen) ?? profiles[0]!;
}

function OneProfile({
  listed: { rule, isShipped },
  isChosen,
  chosen,
  taken,
}: {
  listed: ListedProfile;
  isChosen: boolean;
  chosen: string;
  taken: readonly string[];
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const { save } = useCaseRules('profile');
  const [draft, setDraft] = useState(rule);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(rule);
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: orpc.caseRules.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
  };
  const choose = useMutation({
    mutationFn: (profile: string) => core.cases.chooseProfile({ profile }),
    onSuccess: async () => {
      showUndo(t('profile.chosen', { name: words.cases.said(rule.name) }), async () => {
        await core.cases.chooseProfile({ profile: chosen });
        await refresh();
        return null;
      });
      await refresh();
    },
  });
  const show = (id: string) => navigate('cases', { rules: 'profiles', rule: id }, { replace: true });
  return (
    <>
      <section className="case-part">
        <div className="rule-head">
          <h2>{words.cases.said(rule.name)}</h2>
          {isChosen ? (
            <span className="soft">{t('profile.inUse')}</span>
          ) : (
            <Button size="small" loading={choose.isPending} onClick={() => choose.mutate(rule.id)}>
              {t('profile.use')}
            </Button>
          )}
          <RuleTools
            kind="profile"
            id={rule.id}
            onCopy={() => {
              const copy = ownCopy(rule, taken, t('copyName', { name: words.cases.said(rule.name) }));
              save.mutate({ rule: copy, note: '' }, { onSuccess: ({ id }) => show(id) });
            }}
            onTaken={show}
          />
        </div>
        <p className="soft rule-help">{t('sourceOf', { source: words.cases.said(rule.source) })}</p>
        {choose.isError && <ErrorNotice error={choose.error} />}
        <ProfileForm profile={draft} onChange={setDraft} />
        <SaveRule
          isChanged={isChanged}
          isPending={save.isPending}
          error={save.error}
          onSave={(note) => save.mutate({ rule: draft, note })}
          onReset={() => setDraft(rule)}
        />
      </section>
      <RuleVersions kind="profile" id={rule.id} isShipped={isShipped} />
    </>
  );
}
