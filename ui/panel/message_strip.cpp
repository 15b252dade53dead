#include "ui/panel/message_strip.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

namespace ui::panel {

namespace {

constexpr int noteSeconds = 8;

}  // namespace

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent), message_(new QLabel(this)), hint_(new QLabel(this)),
      offer_(new QToolButton(this)), close_(new QToolButton(this))
{
    setObjectName("message");
    setAutoFillBackground(true);
    for (QLabel* label : {message_, hint_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setTextFormat(Qt::PlainText);
    }
    QFont strong = message_->font();
    strong.setBold(true);
    message_->setFont(strong);
    close_->setText(QStringLiteral("✕"));
    close_->setAutoRaise(true);
    close_->setObjectName("dismiss");
    offer_->setObjectName("offer");
    offer_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    offer_->setFocusPolicy(Qt::TabFocus);
    offer_->hide();
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(message_);
    words->addWidget(hint_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 5, 6, 5);
    row->addLayout(words, 1);
    row->addWidget(offer_, 0, Qt::AlignVCenter);
    row->addWidget(close_, 0, Qt::AlignTop);
    away_.setSingleShot(true);
    away_.setInterval(noteSeconds * 1000);
    connect(&away_, &QTimer::timeout, this, [this] { setVisible(underMouse()); });
    hide();
}

void MessageStrip::showError(const QString& message, const QString& hint)
{
    present(Mood::error, message, hint);
}

void MessageStrip::showNotes(const QStringList& notes)
{
    if (!notes.isEmpty()) {
        const int more = static_cast<int>(notes.size()) - 1;
        present(Mood::note, notes.first(), more > 0 ? tr("and %n more note(s): point here to read them", "", more) : QString());
        setToolTip(notes.join("\n"));
        away_.start();
    }
}

void MessageStrip::offer(QAction* action)
{
    offer_->setDefaultAction(action);
    offer_->show();
}

QString MessageStrip::text() const
{
    return isHidden() ? QString() : message_->text();
}

void MessageStrip::present(Mood mood, const QString& message, const QString& hint)
{
    away_.stop();
    offer_->hide();
    setToolTip({});
    mood_ = mood;
    message_->setText(message);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss this message"));
    setAccessibleName(message);
    dress();
    show();
}

void MessageStrip::dress()
{
    const QPalette window = QApplication::palette();  // before it is first shown, the parent's is still the old one
    const bool dark = window.color(QPalette::Window).lightness() < 128;
    const QColor ground = mood_ == Mood::error ? (dark ? QColor(0x5a, 0x23, 0x1f) : QColor(0xfb, 0xe3, 0xdf))
                                               : (dark ? QColor(0x2a, 0x3a, 0x4a) : QColor(0xe6, 0xf0, 0xf8));
    QPalette own = window;
    own.setColor(QPalette::Window, ground);
    if (own != palette()) {
        setPalette(own);
    }
}

void MessageStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ThemeChange || event->type() == QEvent::ApplicationPaletteChange) {
        dress();
    }
    QFrame::changeEvent(event);
}

void MessageStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        return;
    }
    QFrame::keyPressEvent(event);
}

}  // namespace ui::panel
