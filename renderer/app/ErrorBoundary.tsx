import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';

interface Props {
  /** A change of it (another page) gives the children a new try. */
  resetKey: string;
  children: ReactNode;
}

/** Keeps a fault of one page from taking the window with it. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Translation ns="general">
        {(t) => (
          <EmptyState
            title={t('error.title')}
            actions={
              <>
                <Button type="primary" onClick={() => this.setState({ failed: false })}>
                  {t('action.retry')}
                </Button>
                <Button onClick={() => window.location.reload()}>{t('action.reload')}</Button>
              </>
            }
          >
            {t('error.crashed')}
          </EmptyState>
        )}
      </Translation>
    );
  }
}
