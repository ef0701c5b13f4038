import { Button, Input } from 'antd';
import { useState } from 'react';

/** One line that asks why, with what is then done; Escape leaves it. */
export function ReasonForm({
  label,
  action,
  onDone,
  onLeave,
}: {
  label: string;
  action: string;
  onDone: (reason: string) => void;
  onLeave: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="case-reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onDone(reason);
      }}
    >
      <Input
        autoFocus
        size="small"
        aria-label={label}
        placeholder={label}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave();
        }}
      />
      <Button size="small" htmlType="submit" disabled={reason.trim() === ''}>
        {action}
      </Button>
    </form>
  );
}
