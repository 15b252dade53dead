#include "ui/window/figure_sheet.h"

#include "ui/window/globe_pane.h"
#include "ui/window/picture_file.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::window {

namespace {

constexpr QSize previewRoom{460, 300};

}  // namespace

FigureSheet::FigureSheet(const GlobePane& pane, QWidget* parent)
    : QDialog(parent), pane_(pane), sizes_(new QComboBox(this)), grounds_(new QComboBox(this)),
      title_(new QLineEdit(pane.title(), this)), subtitle_(new QLineEdit(pane.subtitle(), this)),
      caption_(new QLineEdit(this)), preview_(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Figure"));
    setObjectName("figureSheet");
    const std::pair<QString, QSize> presets[] = {{tr("Slide 16:9 (1920 × 1080)"), {1920, 1080}},
                                                 {tr("Slide 4K (3840 × 2160)"), {3840, 2160}},
                                                 {tr("Paper column (1800 × 1350)"), {1800, 1350}},
                                                 {tr("Square (1500 × 1500)"), {1500, 1500}}};
    for (const auto& [name, pixels] : presets) {
        sizes_->addItem(name, pixels);
    }
    using Ground = globe::FigureContent::Ground;
    grounds_->addItem(tr("Light"), static_cast<int>(Ground::light));
    grounds_->addItem(tr("Dark"), static_cast<int>(Ground::dark));
    grounds_->addItem(tr("Transparent"), static_cast<int>(Ground::transparent));
    grounds_->setCurrentIndex(palette().color(QPalette::Window).lightness() < 128 ? 1 : 0);
    build();
    later_.setSingleShot(true);
    later_.setInterval(60);
    connect(&later_, &QTimer::timeout, this, &FigureSheet::preview);
    const auto again = [this] { later_.start(); };
    for (QComboBox* list : {sizes_, grounds_}) {
        connect(list, &QComboBox::currentIndexChanged, this, again);
    }
    for (QLineEdit* words : {title_, subtitle_, caption_}) {
        connect(words, &QLineEdit::textChanged, this, again);
    }
    again();
}

void FigureSheet::build()
{
    preview_->setFixedSize(previewRoom);
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setFrameShape(QFrame::StyledPanel);
    preview_->setAccessibleName(tr("Preview of the figure"));
    caption_->setPlaceholderText(tr("Where it comes from"));
    caption_->setText(tr("Made with Embellie"));
    auto* form = new QFormLayout;
    form->addRow(tr("Size"), sizes_);
    form->addRow(tr("Background"), grounds_);
    form->addRow(tr("Title"), title_);
    form->addRow(tr("Subtitle"), subtitle_);
    form->addRow(tr("Caption"), caption_);
    auto* buttons = new QDialogButtonBox(this);
    auto* saving = buttons->addButton(tr("Save PNG…"), QDialogButtonBox::AcceptRole);
    auto* copying = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(saving, &QPushButton::clicked, this, &FigureSheet::save);
    connect(copying, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setImage(picture(size())); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->addWidget(preview_);
    column->addLayout(form);
    column->addWidget(buttons);
    column->setSizeConstraint(QLayout::SetFixedSize);
}

QSize FigureSheet::size() const
{
    return sizes_->currentData().toSize();
}

QImage FigureSheet::picture(QSize pixels) const
{
    globe::FigureContent content = pane_.figure();
    content.title = title_->text();
    content.subtitle = subtitle_->text();
    content.caption = caption_->text();
    content.ground = static_cast<globe::FigureContent::Ground>(grounds_->currentData().toInt());
    return globe::composeFigure(pane_.globe().content(), content, pixels);
}

void FigureSheet::preview()
{
    const QImage image = picture(size().scaled(previewRoom - QSize(8, 8), Qt::KeepAspectRatio));
    if (image.isNull()) {
        preview_->setText(tr("No OpenGL here, so no picture can be drawn"));
    } else {
        preview_->setPixmap(QPixmap::fromImage(image));
    }
}

void FigureSheet::save()
{
    auto* dialog = new QFileDialog(this, tr("Save the figure"), "embellie.png", tr("PNG picture (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("png");
    connect(dialog, &QFileDialog::fileSelected, this, &FigureSheet::write);
    dialog->show();
}

void FigureSheet::write(const QString& path)
{
    if (writePicture(picture(size()), path)) {
        Q_EMIT saved(path);
    } else {
        Q_EMIT failed(tr("The figure cannot be written to %1.").arg(path),
                      tr("Choose a folder that you may write to."));
    }
}

}  // namespace ui::window
