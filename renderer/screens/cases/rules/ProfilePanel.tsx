import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CorrectionProfile } from '../../../../shared/domain/cases/correctionRules.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { useRoute } from '../../../state/route.ts';
import { useUndo } from '../../../state/undo.ts';
import { useWords } from '../../../text/useWords.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { type ListedRule, RuleBench } from './RuleBench.tsx';
import { RuleEditor, showRule } from './RuleEditor.tsx';

interface ListedProfile extends ListedRule {
  rule: CorrectionProfile;
  isShipped: boolean;
  savedAt: number | null;
}

/** What provinces say of corrections: one is in use, and each may be written as it is here. */
export function ProfilePanel({ profiles, chosen }: { profiles: readonly ListedProfile[]; chosen: string }) {
  const { t } = useTranslation('caseRules');
  const { params } = useRoute();
  const named = (id: string | null) => profiles.find(({ rule }) => rule.id === id);
  const shown = named(params.get('rule')) ?? named(chosen) ?? profiles[0]!;
  return (
    <RuleBench
      label={t('part.profiles')}
      groups={[{ name: null, rules: profiles }]}
      shown={shown.rule.id}
      mark={({ rule }) => (rule.id === chosen ? t('profile.inUse') : null)}
      onShow={(rule) => showRule('profile', rule)}
    >
      <RuleEditor
        key={`${shown.rule.id} ${shown.savedAt}`}
        kind="profile"
        rule={shown.rule}
        isShipped={shown.isShipped}
        taken={profiles.map(({ rule }) => rule.id)}
        head={<UseProfile profile={shown.rule} chosen={chosen} />}
      >
        {(profile, set) => <ProfileForm profile={profile} onChange={set} />}
      </RuleEditor>
    </RuleBench>
  );
}

function UseProfile({ profile, chosen }: { profile: CorrectionProfile; chosen: string }) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: orpc.caseRules.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
  };
  const choose = useMutation({
    mutationFn: () => core.cases.chooseProfile({ profile: profile.id }),
    onSuccess: async () => {
      showUndo(t('profile.chosen', { name: words.cases.said(profile.name) }), async () => {
        await core.cases.chooseProfile({ profile: chosen });
        await refresh();
        return null;
      });
      await refresh();
    },
  });
  if (profile.id === chosen) return <span className="soft">{t('profile.inUse')}</span>;
  return (
    <>
      <Button size="small" loading={choose.isPending} onClick={() => choose.mutate()}>
        {t('profile.use')}
      </Button>
      {choose.isError && <ErrorNotice error={choose.error} />}
    </>
  );
}
